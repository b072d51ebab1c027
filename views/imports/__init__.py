"""Records by the workbook: the pages, what is right about a row, and the work over a whole file."""
