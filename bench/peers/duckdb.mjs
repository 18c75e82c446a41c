// node duckdb.mjs FOLDER: loads FOLDER/projects.csv into a DuckDB file, asks the group-by on one
// and two threads, compares the answer with FOLDER/answer.tsv and prints medians in milliseconds.
import { readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';

const runs = 21;
const folder = process.argv[2];
const question =
    'SELECT region, stage, sum(total_investment), sum(land_area), sum(expected_output) FROM project' +
    ' WHERE manufacturing AND total_investment >= 10000000000 GROUP BY region, stage';

const instance = await DuckDBInstance.create(`${folder}/peer.duckdb`);
const connection = await instance.connect();
await connection.run(`CREATE TABLE csv AS SELECT * FROM read_csv('${folder}/projects.csv', header = true)`);
await connection.run('CREATE TYPE stage AS ENUM (SELECT DISTINCT stage FROM csv WHERE stage IS NOT NULL)');
await connection.run(
    'CREATE TABLE project AS SELECT region::INTEGER AS region, stage::stage AS stage,' +
        ' (manufacturing = 1) AS manufacturing, total_investment::BIGINT AS total_investment,' +
        ' land_area::BIGINT AS land_area, expected_output::BIGINT AS expected_output FROM csv',
);
await connection.run('DROP TABLE csv');
await connection.run('CHECKPOINT');

const ask = async () => (await connection.runAndReadAll(question)).getRows();

/** The form of bench/group_sums.h. */
function linesOf(rows) {
    const byKey = (a, b) => Number(a[0]) - Number(b[0]) || (a[1] < b[1] ? -1 : 1);
    return rows
        .sort(byKey)
        .map((row) => row.map((cell, i) => (cell === null ? (i === 1 ? '' : 0) : cell)).join('\t') + '\n')
        .join('');
}

for (const threads of [1, 2]) {
    await connection.run(`SET threads = ${threads}`);
    if (linesOf(await ask()) !== readFileSync(`${folder}/answer.tsv`, 'utf8')) {
        console.error('duckdb: answers otherwise than Agglo');
        process.exit(1);
    }
    const times = [];
    for (let run = -2; run < runs; ++run) {
        const start = performance.now();
        await ask();
        if (run >= 0) times.push(performance.now() - start);
    }
    times.sort((a, b) => a - b);
    console.log(`duckdb_${threads}\t${times[Math.floor(runs / 2)].toFixed(3)}`);
    console.log(`duckdb_${threads}_least\t${times[0].toFixed(3)}`);
}
