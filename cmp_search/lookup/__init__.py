"""What is looked up without a question: passages, sections, and their counterparts."""
