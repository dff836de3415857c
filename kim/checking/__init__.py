"""What an officer gets: the check of a file, the marked workbook, the empty form."""
