-- How a name falls into words, and which words are numerals (`II`, `2` and `dua` are one).
-- reads: nothing
-- writes: leader_words(), number_of(), numeral_of(), plain_words()
-- takes: nothing
-- runs: for each resolve

create or replace temp macro plain_words(said) as
    trim(regexp_replace(
        regexp_replace(lower(strip_accents(said)), '[''’‘`´]', '', 'g'), '[^a-z0-9]+', ' ', 'g'
    ));

create or replace temp macro numeral_of(token) as
    case
        when regexp_matches(token, '^[0-9]{1,3}$') then ltrim(token, '0')
        else cast(coalesce(
            list_position(['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x'], token),
            list_position(
                ['satu', 'dua', 'tiga', 'empat', 'lima', 'enam', 'tujuh', 'delapan', 'sembilan', 'sepuluh'], token
            )
        ) as varchar)
    end;

-- A person's name as its words in alphabetical order, without titles and degrees.
create or replace temp macro leader_words(said) as
    nullif(list_aggregate(list_sort(list_filter(
        string_split(plain_words(regexp_replace(split_part(said, ',', 1), '[A-Za-z]{1,4}\.', ' ', 'g')), ' '),
        lambda w: w not in ('h', 'hj', 'drs', 'dra', 'dr', 'ir', 'bpk', 'bapak', 'ibu', 'sdr', '')
    )), 'string_agg', ' '), '');

-- A number that stands for a value of a field, in place of a long text. DuckDB's hash of a text alone lets some texts
-- that differ in their last letters fall together; two of them, one shifted, do not.
create or replace temp macro number_of(field, said) as
    hash(hash(field), hash(said), hash('.' || said));
