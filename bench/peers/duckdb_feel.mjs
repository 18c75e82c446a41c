// node duckdb_feel.mjs FOLDER ROWS SUM: loads FOLDER/feel_rows.csv into a DuckDB file, asks the filter
// and the reward of bench/feel_columns_bench on one and two threads, in whole hundredths (exact, the
// quotient written as a product by hand) and in DOUBLE as an analyst would write it, and prints medians
// in milliseconds. The exact answers must be ROWS and SUM.
import { DuckDBInstance } from '@duckdb/node-api';

const runs = 21;
const [folder, rows, sum] = process.argv.slice(2);

const instance = await DuckDBInstance.create(`${folder}/feel.duckdb`);
const connection = await instance.connect();
await connection.run(
    `CREATE TABLE csv AS SELECT * FROM read_csv('${folder}/feel_rows.csv', header = false,
     columns = {'kind': 'VARCHAR', 'total': 'BIGINT', 'area': 'BIGINT'})`,
);
await connection.run('CREATE TYPE kind AS ENUM (SELECT DISTINCT kind FROM csv)');
await connection.run('CREATE TABLE whole AS SELECT kind::kind AS kind, total, area FROM csv');
await connection.run(
    'CREATE TABLE floating AS SELECT kind::kind AS kind, total / 100::DOUBLE AS total, area / 100::DOUBLE AS area FROM csv',
);
await connection.run('DROP TABLE csv');
await connection.run('CHECKPOINT');

const questions = {
    filter: `SELECT count(*)::VARCHAR FROM whole WHERE kind = 'manufacturing' AND total >= 10000000000
        AND area > 0 AND total >= 3000000 * area`,
    filter_double: `SELECT count(*)::VARCHAR FROM floating WHERE kind = 'manufacturing' AND total >= 100000000
        AND area > 0 AND total / area >= 3000000`,
    reward: `SELECT sum(CASE WHEN total < 10000000000 THEN 0 WHEN total < 50000000000 THEN (total - 10000000000) * 10
        ELSE 400000000000 + (total - 50000000000) * 15 END)::VARCHAR FROM whole`,
    reward_double: `SELECT sum(CASE WHEN total < 100000000 THEN 0 WHEN total < 500000000 THEN (total - 100000000) * 0.01
        ELSE 4000000 + (total - 500000000) * 0.015 END)::VARCHAR FROM floating`,
};
const expected = { filter: rows, reward: sum.replace('.', '') };

const ask = async (question) => (await connection.runAndReadAll(question)).getRows()[0][0];

for (const threads of [1, 2]) {
    await connection.run(`SET threads = ${threads}`);
    for (const [name, question] of Object.entries(questions)) {
        const answer = await ask(question);
        if (expected[name] !== undefined && answer !== expected[name]) {
            console.error(`duckdb: ${name} is ${answer}, not ${expected[name]}`);
            process.exit(1);
        }
        const times = [];
        for (let run = -2; run < runs; ++run) {
            const start = performance.now();
            await ask(question);
            if (run >= 0) times.push(performance.now() - start);
        }
        times.sort((a, b) => a - b);
        console.log(`feel_${name}_duckdb_${threads}_ms\t${times[Math.floor(runs / 2)].toFixed(3)}`);
        console.log(`feel_${name}_duckdb_${threads}_least\t${times[0].toFixed(3)}`);
    }
}
