"""What readers' lists of posts are read from: places in them and numbers, whatever their size."""
