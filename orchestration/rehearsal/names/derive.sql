-- Writes surnames.csv and first_names.csv beside this file, from the Census Bureau's public name counts.
-- Run once, in a folder that holds the four source files named in README.md: duckdb < derive.sql

create table written (plain varchar primary key, display varchar);
insert into written values
    ('NUNEZ', 'Núñez'), ('MUNOZ', 'Muñoz'), ('PENA', 'Peña'), ('IBANEZ', 'Ibáñez'), ('CASTANEDA', 'Castañeda'), ('TREVINO', 'Treviño'),
    ('ZUNIGA', 'Zúñiga'), ('MAGANA', 'Magaña'), ('SALDANA', 'Saldaña'), ('QUINONES', 'Quiñones'), ('MUNIZ', 'Muñiz'), ('AVINA', 'Aviña'),
    ('MONTANO', 'Montaño'), ('YANEZ', 'Yáñez'), ('PATINO', 'Patiño'), ('CARRENO', 'Carreño'), ('PINA', 'Piña'), ('BRISENO', 'Briseño'),
    ('DIAZ', 'Díaz'), ('GARCIA', 'García'), ('RIOS', 'Ríos'), ('MEJIA', 'Mejía'), ('AVILA', 'Ávila'), ('LEON', 'León'), ('DURAN', 'Durán'),
    ('CARDENAS', 'Cárdenas'), ('CALDERON', 'Calderón'), ('COLON', 'Colón'), ('MACIAS', 'Macías'), ('ROMAN', 'Román'), ('SOLIS', 'Solís'),
    ('GALVAN', 'Galván'), ('BELTRAN', 'Beltrán'), ('CANTU', 'Cantú'), ('DAVILA', 'Dávila'), ('MARIN', 'Marín'), ('CORDOVA', 'Córdova'),
    ('MORAN', 'Morán'), ('GUILLEN', 'Guillén'), ('CHACON', 'Chacón'), ('BARRON', 'Barrón'), ('PAGAN', 'Pagán'), ('ZARATE', 'Zárate'),
    ('GUZMAN', 'Guzmán'), ('CORTES', 'Cortés'), ('AREVALO', 'Arévalo'), ('AVALOS', 'Ávalos'), ('RENTERIA', 'Rentería'), ('ALVARADO', 'Alvarado'),
    ('CORTEZ', 'Cortez'), ('ALVAREZ', 'Álvarez'), ('VALDEZ', 'Valdez'), ('QUIROZ', 'Quiroz'), ('VELEZ', 'Vélez'), ('TELLEZ', 'Téllez'), ('SAENZ', 'Sáenz'),
    ('OBRIEN', 'O''Brien'), ('OCONNOR', 'O''Connor'), ('ONEAL', 'O''Neal'), ('ONEILL', 'O''Neill'), ('ONEIL', 'O''Neil'), ('ODONNELL', 'O''Donnell'),
    ('OCONNELL', 'O''Connell'), ('OHARA', 'O''Hara'), ('OKEEFE', 'O''Keefe'), ('OLEARY', 'O''Leary'), ('OREILLY', 'O''Reilly'), ('OROURKE', 'O''Rourke'),
    ('OSULLIVAN', 'O''Sullivan'), ('OMALLEY', 'O''Malley'), ('ODELL', 'O''Dell'), ('OQUINN', 'O''Quinn'), ('OTOOLE', 'O''Toole'), ('ODOM', 'Odom'),
    ('DELACRUZ', 'De La Cruz'), ('DELAROSA', 'De La Rosa'), ('DELATORRE', 'De La Torre'), ('DELAGARZA', 'De La Garza'), ('DELAPAZ', 'De La Paz'),
    ('DELAFUENTE', 'De La Fuente'), ('DELAO', 'De La O'), ('DELAPENA', 'De La Peña'), ('DELEON', 'De León'), ('DEJESUS', 'De Jesús'), ('DELRIO', 'Del Río'),
    ('DELVALLE', 'Del Valle'), ('DELTORO', 'Del Toro'), ('DELCASTILLO', 'Del Castillo'), ('DELOSSANTOS', 'De Los Santos'), ('DELOSREYES', 'De Los Reyes'),
    ('DELANGEL', 'Del Ángel'), ('DELUNA', 'De Luna'), ('DELARA', 'De Lara'), ('DESANTIAGO', 'De Santiago'), ('DESILVA', 'De Silva'), ('DELUCA', 'De Luca'),
    ('VANDYKE', 'Van Dyke'), ('VANHORN', 'Van Horn'), ('VANBUREN', 'Van Buren'), ('VANWINKLE', 'Van Winkle'), ('VANMETER', 'Van Meter'), ('VANNESS', 'Van Ness'),
    ('STJOHN', 'St. John'), ('STCLAIR', 'St. Clair'), ('STPIERRE', 'St. Pierre'), ('STLOUIS', 'St. Louis'), ('STGERMAIN', 'St. Germain'),
    ('LECLAIR', 'LeClair'), ('LEBLANC', 'LeBlanc'), ('LABELLE', 'LaBelle'), ('DESHAUN', 'De''Shaun'), ('DANDRE', 'D''Andre'), ('DANGELO', 'D''Angelo'),
    ('JOSE', 'José'), ('MARIA', 'María'), ('JESUS', 'Jesús'), ('ANGEL', 'Ángel'), ('MARTIN', 'Martín'), ('HECTOR', 'Héctor'), ('RAUL', 'Raúl'),
    ('CESAR', 'César'), ('RUBEN', 'Rubén'), ('RAMON', 'Ramón'), ('ANDRES', 'Andrés'), ('SEBASTIAN', 'Sebastián'), ('JULIAN', 'Julián'), ('ADRIAN', 'Adrián'),
    ('SOFIA', 'Sofía'), ('VERONICA', 'Verónica'), ('MONICA', 'Mónica'), ('ANGELICA', 'Angélica'), ('IVAN', 'Iván'), ('NICOLAS', 'Nicolás'),
    ('JOSUE', 'Josué'), ('RENE', 'René'), ('SAUL', 'Saúl'), ('LUCIA', 'Lucía'), ('TOMAS', 'Tomás'), ('MAXIMO', 'Máximo'), ('DAMIAN', 'Damián'),
    ('ROCIO', 'Rocío'), ('SALOME', 'Salomé'), ('CHLOE', 'Chloé'), ('RENEE', 'Renée'), ('NATHALIE', 'Nathalie'), ('BELEN', 'Belén'), ('RENATA', 'Renata');

create macro titled(word) as upper(word[1]) || lower(word[2:]);
create macro spanish(word) as
    regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(word,
        '[aA]([^aeiouáéíóúAEIOU]+u?)ez$', 'á\1ez'), '[eE]([^aeiouáéíóúAEIOU]+u?)ez$', 'é\1ez'), '[iI]([^aeiouáéíóúAEIOU]+u?)ez$', 'í\1ez'),
        '[oO]([^aeiouáéíóúAEIOU]+u?)ez$', 'ó\1ez'), '[uU]([^aeiouáéíóúAEIOU]+u?)ez$', 'ú\1ez');

create table surnames as
with counted as (
    select
        name,
        count * pctwhite / 100 as white,
        count * pctblack / 100 as black,
        count * pcthispanic / 100 as hispanic,
        count * pctapi / 100 as asian,
        count * pctaian / 100 as native,
        pcthispanic > 50 as is_spanish,
        pctapi > 50 as is_asian
    from 'census_2020.parquet'
    where name not in ('DOE', 'ALL OTHER NAMES', 'UNKNOWN', 'TEST', 'BABY') and length(name) > 1
),
ranked as (
    select
        *,
        least(
            rank() over (order by white desc) / 7000.0, rank() over (order by black desc) / 3000.0,
            rank() over (order by hispanic desc) / 2200.0, rank() over (order by asian desc) / 1700.0,
            rank() over (order by native desc) / 700.0
        ) as reach
    from counted
)
select
    case
        when written.display is not null and not ranked.name in ('MARTIN', 'JULIAN', 'ADRIAN', 'ANGEL', 'RENE') then written.display
        when ranked.name like 'MC%' and length(ranked.name) > 4 then 'Mc' || titled(ranked.name[3:])
        when is_spanish and ranked.name like '%EZ' and length(ranked.name) > 4 then spanish(titled(ranked.name))
        else titled(ranked.name)
    end as surname,
    round(white)::bigint as white, round(black)::bigint as black, round(hispanic)::bigint as hispanic,
    round(asian)::bigint as asian, round(native)::bigint as native,
    is_spanish::int as is_spanish
from ranked left join written on written.plain = ranked.name
where reach <= 1
order by ranked.name;

-- `era`: how much commoner the name was in 1990 than in 2020, which tells grandmothers' names from babies'.
create table first_names as
with counted as (
    select
        name, count, pctmale, pctfemale,
        count * pctwhite / 100 as white, count * pctblack / 100 as black, count * pcthispanic / 100 as hispanic,
        count * pctapi / 100 as asian, count * pctaian / 100 as native,
        pcthispanic > 60 as is_spanish
    from 'census_2020_first_names.parquet'
    where name not in ('ALL OTHER NAMES', 'UNKNOWN', 'TEST', 'BABY', 'INFANT', 'DOE') and length(name) > 1
),
ranked as (
    select
        *,
        least(
            rank() over (order by white desc) / 2000.0, rank() over (order by black desc) / 1600.0,
            rank() over (order by hispanic desc) / 1300.0, rank() over (order by asian desc) / 1500.0,
            rank() over (order by native desc) / 500.0
        ) as reach
    from counted
),
in_1990 as (
    select name, sum(frequency * 5e5) as count_1990
    from (select name, frequency from 'dist.male.first.1990.csv' union all select name, frequency from 'dist.female.first.1990.csv')
    group by name
)
select
    case
        when written.display is not null and is_spanish and not ranked.name in ('RENEE', 'CHLOE') then written.display
        when written.display like '%''%' then written.display
        else titled(ranked.name)
    end as first_name,
    round(pctmale / 100, 3) as male,
    round(white)::bigint as white, round(black)::bigint as black, round(hispanic)::bigint as hispanic,
    round(asian)::bigint as asian, round(native)::bigint as native,
    round(greatest(0.15, least(4.0, coalesce(count_1990, 0) / count)), 2) as era
from ranked left join written on written.plain = ranked.name left join in_1990 using (name)
where reach <= 1
order by ranked.name;

copy surnames to 'surnames.csv' (header);
copy first_names to 'first_names.csv' (header);
