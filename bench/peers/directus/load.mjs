// node load.mjs URL TOKEN GEOPACKAGE DATABASE: makes the collection `project` in a running Directus
// with every field that has a value in the GeoPackage of `agglo project`, then copies the records
// straight into Directus' SQLite file, which it finds as if it had written them itself.
import { DatabaseSync } from 'node:sqlite';

const [url, token, geopackage, database] = process.argv.slice(2);
const types = {
    INTEGER: { type: 'bigInteger', schema: { data_type: 'bigint' } },
    DOUBLE: { type: 'float', schema: { data_type: 'float' } },
    BOOLEAN: { type: 'boolean', schema: { data_type: 'boolean' } },
    DATE: { type: 'date', schema: { data_type: 'date' } },
    DATETIME: { type: 'dateTime', schema: { data_type: 'datetime' } },
    TEXT: { type: 'string', schema: { data_type: 'varchar', max_length: 4000 } },
};

async function ask(path, body) {
    const answer = await fetch(`${url}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
}

function columnsWithValues() {
    const source = new DatabaseSync(geopackage, { readOnly: true });
    const columns = source
        .prepare('SELECT name, type FROM pragma_table_info(?)')
        .all('project')
        .filter((column) => column.name !== 'id' && column.type in types);
    const counts = source
        .prepare(`SELECT ${columns.map((c) => `count("${c.name}") AS "${c.name}"`).join(', ')} FROM project`)
        .get();
    source.close();
    return columns.filter((column) => counts[column.name] > 0);
}

const columns = columnsWithValues();
const fields = columns.map(({ name, type }) => ({ field: name, type: types[type].type, meta: {}, schema: types[type].schema }));
const id = {
    field: 'id',
    type: 'integer',
    meta: { hidden: true },
    schema: { is_primary_key: true, has_auto_increment: true },
};
// `all`: Directus keeps who did what and the former values, as a ledger does.
await ask('/collections', { collection: 'project', meta: { accountability: 'all' }, schema: {}, fields: [id, ...fields] });

const target = new DatabaseSync(database, { timeout: 60_000 });
const names = ['id', ...columns.map((column) => column.name)].map((name) => `"${name}"`).join(', ');
target.prepare('ATTACH ? AS source').run(geopackage);
target.exec(`INSERT INTO project (${names}) SELECT ${names} FROM source.project ORDER BY id`);
const { records } = target.prepare('SELECT count(*) AS records FROM project').get();
console.log(`directus_projects\t${records}\ndirectus_fields\t${columns.length}`);
