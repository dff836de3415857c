-- The layer of published figures: views alone, so that no figure can drift from the rows below it.
create schema mart;
