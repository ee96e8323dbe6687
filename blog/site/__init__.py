"""What belongs to the site as a whole: its name and languages, icons, colours, files for machines."""
