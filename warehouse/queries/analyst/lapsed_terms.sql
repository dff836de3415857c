-- Whose officers' term has lapsed by today: still counted, but due for a new decree.
select kim.kim_id, kim.name, kim.province_code, kim.regency_code, kim.decree_number, kim.term_to
from registry.kim
where kim.status in ('aktif', 'tidak_aktif') and kim.term_to < current_date
order by kim.term_to, kim.kim_id;
