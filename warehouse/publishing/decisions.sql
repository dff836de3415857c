-- The decisions of people that shaped the register.
select item_id, "at" from matching.applied where kind = 'decision' order by item_id;
