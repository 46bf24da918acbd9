"""Rules of style and those that take their time: `slidegen check` runs them, builds do not."""
