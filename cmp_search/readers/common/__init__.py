"""What readers of several formats share: headings, boilerplate, tables, roman numerals."""
