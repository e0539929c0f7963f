"""What a map shows and how it looks: layers, legends, web maps, exports."""
