"""From a Study, or the dictionary, to files: workbooks, templates, the page of tables."""
