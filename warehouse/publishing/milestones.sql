-- The national figures that others published, oldest first, each with its measure.
select milestone_on, "precision", "count", province_total, measure_id, measure_en, source
from reference.milestone
order by milestone_on, "count";
