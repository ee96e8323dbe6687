"""The sanitised tree made a page: trusted parts put in, ids, links, images, tables; and written."""
