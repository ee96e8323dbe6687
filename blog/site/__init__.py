"""What belongs to the site as a whole: name, languages, icons, colours, files for machines."""
