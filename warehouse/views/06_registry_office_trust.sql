-- How much an office is to be believed of a community at a place, 0 the most: a regency's own office, then its province's;
-- one that is authenticated before one that a folder, a name or a title claims, and that before one that nothing but the
-- rows suggests; from 6 on, another region's or an unknown one.
create macro registry.office_trust(office_code, office_source, folders_are_accounts, province_code, regency_code) as
    case
        when office_code is null then 6
        when office_code = regency_code then 0
        when regency_code is null and starts_with(office_code, province_code) then 0
        when office_code = province_code then 1
        else 6
    end
    + case
        when office_source = 'desk' or (office_source = 'folder' and folders_are_accounts) then 0
        when office_source = 'rows' then 4
        else 2
    end;
