// node feelin.mjs: the work of bench/feel_bench.cpp by feelin: the same texts and values, parsed
// once and evaluated over and over, and parsed. Lines `name<TAB>per second`, the best of 7 runs.
//
// feelin offers evaluate(text, context) alone, which parses each time. For a fair comparison its
// inner function of a parsed text is used: a copy of its module with one more line of exports.
// Its numbers are doubles.
import { readFileSync, writeFileSync } from 'node:fs';

const folder = new URL('./node_modules/feelin/dist/', import.meta.url);
const opened = new URL('opened.mjs', folder);
writeFileSync(
    opened,
    readFileSync(new URL('index.js', folder), 'utf8') + '\nexport { interpreter, InterpreterContext, coerceContext };\n',
);
const { InterpreterContext, coerceContext, evaluate, interpreter, parseExpression } = await import(opened);

const context = { x: 21, kind: 'manufacturing', total_investment: 650000000, land_area_mu: 120 };
const texts = {
    x_is_21: 'x = 21',
    filter:
        'kind = "manufacturing" and total_investment >= 100000000 and land_area_mu > 0 and' +
        ' total_investment / land_area_mu >= 3000000',
    reward:
        'if total_investment < 100000000 then 0 else if total_investment < 500000000 then ' +
        '(total_investment - 100000000) * 0.01 else 4000000 + (total_investment - 500000000) * 0.015',
};
const answers = { x_is_21: true, filter: true, reward: 6250000 };

function best(times, work) {
    let least = Infinity;
    for (let run = -2; run < 7; ++run) {
        const start = performance.now();
        for (let i = 0; i < times; ++i) work();
        if (run >= 0) least = Math.min(least, performance.now() - start);
    }
    return ((times / least) * 1e3).toFixed(0);
}

for (const [name, text] of Object.entries(texts)) {
    if (evaluate(text, context).value !== answers[name]) {
        console.error(`feelin: ${name} answers otherwise than Agglo`);
        process.exit(1);
    }
    const coerced = coerceContext(context);
    const { root } = interpreter.evaluate(text, coerced, undefined, new InterpreterContext());
    console.log(`feelin_${name}_per_second\t${best(50_000, () => root(coerced))}`);
}
for (const name of ['x_is_21', 'filter', 'reward'])
    console.log(`feelin_parse_${name}_per_second\t${best(1_000, () => parseExpression(texts[name], context))}`);
