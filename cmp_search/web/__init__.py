"""The app: Streamlit pages in every language of `locales`; nothing here searches or ranks.

What is now on a page and now not stands in a container, which is always there: Streamlit knows an
element by its place, and what a new drawing has moved is there twice until that drawing ends.
"""
