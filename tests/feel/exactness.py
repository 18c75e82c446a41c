"""Makes tests/feel/exactness.test: what arithmetic must come to, by another implementation.

    python3 tests/feel/exactness.py > tests/feel/exactness.test

The values are those of Python's decimal (libmpdec) as IEEE 754-2008 decimal128: 34 digits, half to
even, exponents -6143 … 6144, subnormal numbers. sqrt is rounded correctly there; exp, ln and
powers that are no whole numbers are computed with 60 digits, then rounded once.
"""

import random
from decimal import (Context, Decimal, DivisionByZero, InvalidOperation, Overflow, ROUND_CEILING, ROUND_DOWN,
                     ROUND_FLOOR, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP)

NUMBER = Context(prec=34, rounding=ROUND_HALF_EVEN, Emin=-6143, Emax=6144, clamp=1,
                 traps=[InvalidOperation, DivisionByZero, Overflow])
WIDE = Context(prec=60, rounding=ROUND_HALF_EVEN, Emin=-99999, Emax=99999)
EXACT = Context(prec=14000, Emin=-99999, Emax=99999)
draw = random.Random(20250630)


def section(title):
    print(f'\n# {title}')


def row(expression, value):
    print(f'{expression} → {value}')


def text(number):
    if number.is_zero():
        return '0'
    number = number.normalize(EXACT)
    plain = f'{number:f}'
    return plain if len(plain) < 50 else f'{number:E}'.replace('E+', 'e').replace('E', 'e')


def literal(number):
    written = text(number)
    return f'({written})' if written.startswith('-') else written


def binary(symbol, a, b, operation):
    try:
        row(f'{literal(a)} {symbol} {literal(b)}', text(operation(a, b)))
    except Overflow:
        row(f'{literal(a)} {symbol} {literal(b)}', 'null feel_out_of_range')


def drawn(digits_max, exponent_max):
    digits = draw.randrange(10 ** draw.randint(1, digits_max))
    return Decimal(draw.choice([1, -1]) * digits).scaleb(draw.randint(-exponent_max, exponent_max))


def rounded(number, scale, rounding):
    return number.quantize(Decimal(1).scaleb(-scale), rounding=rounding, context=EXACT)


print('# Made by tests/feel/exactness.py. DMN 1.5, 10.3.2.3.1: numbers of 34 digits, half to even.')

section('what floating point gets wrong')
for line in ['0.1 + 0.2 → 0.3', '0.1 + 0.2 = 0.3 → true', '0.1 * 3 = 0.3 → true', '1.1 * 1.1 → 1.21',
             '4.35 * 100 → 435', '1.005 * 1000 → 1005', '0.7 + 0.1 = 0.8 → true', '9007199254740993 → 9007199254740993',
             '9007199254740992 + 1 → 9007199254740993', '123456789012345678901234567890.1234 - 123456789012345678901234567890 → 0.1234']:
    print(line)
binary('/', Decimal(1), Decimal(3), NUMBER.divide)
row('1/3*3', text(NUMBER.multiply(NUMBER.divide(Decimal(1), Decimal(3)), Decimal(3))))
row('2/3', text(NUMBER.divide(Decimal(2), Decimal(3))))

section('the 34th digit: half to even')
nines = Decimal('9' * 34)
for a in ['1234567890123456789012345678901234', '1234567890123456789012345678901235', '-1234567890123456789012345678901235']:
    for b in ['0.4', '0.5', '0.50000001', '0.6', '-0.5', '1.5']:
        binary('+', Decimal(a), Decimal(b), NUMBER.add)
binary('+', nines, Decimal('0.4'), NUMBER.add)
binary('+', nines, Decimal('0.5'), NUMBER.add)
binary('+', nines, Decimal('1'), NUMBER.add)
binary('*', nines, nines, NUMBER.multiply)
for digits in ['12345678901234567890123456789012345', '12345678901234567890123456789012355', '12345678901234567890123456789012345000001',
               '0.12345678901234567890123456789012345', '99999999999999999999999999999999995']:
    row(digits, text(NUMBER.create_decimal(digits)))

section('drawn at random')
for symbol, operation in [('+', NUMBER.add), ('-', NUMBER.subtract), ('*', NUMBER.multiply), ('/', NUMBER.divide)]:
    for _ in range(40):
        b = drawn(34, 20)
        if symbol == '/' and b.is_zero():
            b = Decimal(7)
        binary(symbol, drawn(34, 20), b, operation)

section('the limits')
largest = Decimal('9.999999999999999999999999999999999E+6144')
least = Decimal('1E-6176')
binary('+', largest, Decimal('4E+6110'), NUMBER.add)
binary('+', largest, Decimal('5E+6110'), NUMBER.add)
binary('*', largest, Decimal(2), NUMBER.multiply)
binary('*', largest, Decimal(-2), NUMBER.multiply)
binary('*', largest, Decimal(1), NUMBER.multiply)
binary('-', largest, largest, NUMBER.subtract)
binary('/', largest, Decimal('0.1'), NUMBER.divide)
binary('/', least, Decimal(2), NUMBER.divide)
binary('*', least, Decimal('0.6'), NUMBER.multiply)
binary('*', least, Decimal('0.5'), NUMBER.multiply)
binary('*', least, Decimal('1.5'), NUMBER.multiply)
binary('*', Decimal('1.234567890123456789012345678901234E-6143'), Decimal('0.1'), NUMBER.multiply)
binary('*', Decimal('1.234567890123456789012345678901235E-6143'), Decimal('0.1'), NUMBER.multiply)
binary('*', Decimal('1E-4000'), Decimal('1E-4000'), NUMBER.multiply)
binary('*', Decimal('1E+4000'), Decimal('1E+4000'), NUMBER.multiply)
binary('+', Decimal('1E+6144'), Decimal('1E-6176'), NUMBER.add)
for line in ['1e6144 = 10 * 1e6143 → true', '1e6145 → error', '-1e6145 → error', '1e-6177 → 0', '1e-99999 → 0', '1e99999 → error',
             '0e99999 → 0', '1e-6176 > 0 → true', '1e-6176 / 10 = 0 → true', '10000000000000000000000000000000000e6110 → 1e6144',
             '0.5e-6176 → 0', '0.6e-6176 → 1e-6176', '1e999999999999999999999 → error']:
    print(line)

section('powers: of whole numbers exact while digits last')
for a, b in [('2', '10'), ('2', '112'), ('-2', '111'), ('-3', '3'), ('10', '34'), ('10', '6144'), ('1.1', '10'), ('1.5', '20'), ('0.1', '5'),
             ('7', '0'), ('0', '0'), ('0', '5'), ('2', '-1'), ('4', '-2'), ('10', '-6176'), ('-1', '1000001'), ('-1', '1000000'),
             ('1', '123456789012345678901234567890')]:
    row(f'{literal(Decimal(a))} ** {literal(Decimal(b))}', text(NUMBER.create_decimal(WIDE.power(Decimal(a), Decimal(b)) if a != '0' else Decimal(b == '0'))))
row('10 ** 6145', 'null feel_out_of_range')
row('2 ** 30000', 'null feel_out_of_range')
row('0 ** -1', 'null')
row('(-8) ** 0.5', 'null')
row('10 ** -7000', '0')


def near(expression, value, ulps):
    """Within so many units of the 34th digit."""
    value = NUMBER.create_decimal(value)
    unit = Decimal(1).scaleb(value.adjusted() - 33)
    row(f'abs({expression} - {literal(value)}) <= {ulps} * {text(unit)}', 'true')


section('powers that are rounded: within one unit of the 34th digit')
for a, b in [('2', '0.5'), ('2', '0.1'), ('10', '0.3'), ('1.0001', '10000'), ('1.05', '30'), ('3', '70'), ('3', '-70'), ('7', '1000'), ('0.99', '3650'),
             ('1.000000001', '100000'), ('123.456', '7.89'), ('1.0000001', '1000000.5'), ('2', '-0.5'), ('9.99', '-123'), ('7', '1000.5'), ('1.0000001', '100000001'), ('0.9999999', '-12345678'),
             ('1.1', '-50000.25')]:
    near(f'{literal(Decimal(a))} ** {literal(Decimal(b))}', WIDE.power(Decimal(a), Decimal(b)), 1)

section('sqrt, exp, log: within one unit of the 34th digit')
for a in ['2', '3', '0.5', '1e-10', '123456789', '1e6144', '1e-6176', '9999999999999999999999999999999999']:
    near(f'sqrt({a})', WIDE.sqrt(Decimal(a)), 1)
for a in ['1', '-1', '0.5', '10', '-10', '100', '1e-20', '14149', '-1000', '0.0001']:
    near(f'exp({a})', WIDE.exp(Decimal(a)), 1)
for a in ['2', '10', '0.5', '1.0000001', '0.9999999', '1e6144', '1e-6176', '123456.789', '1.00000000000000000001']:
    near(f'log({a})', WIDE.ln(Decimal(a)), 1)
for line in ['sqrt(4) → 2', 'sqrt(0) → 0', 'sqrt(-1) → null', 'sqrt(1e100) → 1e50', 'exp(0) → 1', 'exp(15000) → null', 'exp(-20000) → 0',
             'log(1) → 0', 'log(0) → null', 'log(-1) → null']:
    print(line)

section('modulo: dividend - divisor * floor(dividend / divisor), exactly')


def modulo(a, b):
    a, b = Decimal(a), Decimal(b)
    ratio = EXACT.divide(a, b).to_integral_value(rounding=ROUND_FLOOR)
    row(f'modulo({text(a)}, {text(b)})', text(NUMBER.plus(EXACT.subtract(a, EXACT.multiply(b, ratio)))))


for a, b in [('12', '5'), ('-12', '5'), ('12', '-5'), ('-12', '-5'), ('10.1', '4.5'), ('-10.1', '4.5'), ('10.1', '-4.5'), ('-10.1', '-4.5'), ('5', '5'),
             ('-5', '5'), ('0', '7'), ('0.3', '0.1'), ('1', '0.3'), ('1e34', '7'), ('-1e34', '7'), ('1e6000', '7'), ('-1e6000', '7'),
             ('1e6144', '1e-10'), ('7', '1e6000'), ('9999999999999999999999999999999999', '0.7'), ('123456789012345678901234567890', '1.1')]:
    modulo(a, b)
row('modulo(1, 0)', 'null')

section('the rounding family at ties, with scales of both signs')
FAMILY = [('decimal', ROUND_HALF_EVEN), ('floor', ROUND_FLOOR), ('ceiling', ROUND_CEILING), ('round up', ROUND_UP), ('round down', ROUND_DOWN),
          ('round half up', ROUND_HALF_UP), ('round half down', ROUND_HALF_DOWN)]
CASES = [('2.5', 0), ('-2.5', 0), ('3.5', 0), ('-3.5', 0), ('2.51', 0), ('2.49', 0), ('-2.51', 0), ('0.5', 0), ('-0.5', 0), ('1.125', 2), ('-1.125', 2),
         ('1.135', 2), ('1.1250000000000000000000000001', 2), ('1250', -2), ('-1250', -2), ('1350', -2), ('49', -2), ('-51', -2), ('50', -2),
         ('1234567890123456789012345678901234', -10), ('0.000005', 5), ('-0.000015', 5), ('7', 3), ('0', 2)]
for name, rounding in FAMILY:
    for number, scale in CASES:
        row(f'{name}({number}, {scale})', text(rounded(Decimal(number), scale, rounding)))

section('10.3.4.1 string: without exponent, without zeros at the end')
for number, shown in [('1.0', '1'), ('100', '100'), ('1e3', '1000'), ('1.50', '1.5'), ('0.00', '0'), ('-0', '0'), ('1e-7', '0.0000001'), ('-1.10', '-1.1'),
                      ('1e20', '1' + '0' * 20), ('123e-5', '0.00123'), ('0.1 * 10', '1'), ('1.20 * 1.0', '1.2')]:
    row(f'string({number})', f'"{shown}"')
row('string length(string(1e6144))', '6145')
row('string length(string(1e-6176))', '6178')
row('number(string(1e-6176)) = 1e-6176', 'true')
row('number(string(1e6144)) = 1e6144', 'true')

section('equal numbers are the same however they are written')
for line in ['1 = 1.0 → true', '1.0 = 1e0 → true', '100 = 1e2 → true', '0 = -0 → true', '0.0 = 0e5 → true', '1e6144 = 10e6143 → true',
             '1.10 = 1.1 → true', '1.0000000000000000000000000000000001 = 1 → true', '1.000000000000000000000000000000001 = 1 → false',
             'distinct values([1, 1.0, 1e0, 10e-1]) → [1]', 'distinct values([0, -0, 0.00, 0e9]) → [0]', 'distinct values([100, 1e2, 1.00e2]) → [100]',
             'distinct values([1e30, 1000000000000000000000000000000.0]) → [1e30]', 'distinct values([0.5, 0.50, 5e-1, -0.5]) → [0.5, -0.5]',
             'list contains([1.0, 2.50], 2.5) → true', 'index of([1, 1.0, 2], 1.00) → [1, 2]', '1.0 in (1, 2) → true', '1.0 in [1..2] → true',
             'mode([1, 1.0, 2]) → [1]', '{a: 1.0} = {a: 1} → true']:
    print(line)

section('sums are exact while 34 digits suffice')
for line in ['sum([0.1, 0.2, 0.3]) → 0.6', 'sum(for i in 1..1000 return 0.1) → 100', 'mean([0.1, 0.2, 0.3]) → 0.2', 'product([0.1, 0.2, 0.3]) → 0.006',
             'sum([1e33, 1, -1e33]) → 1', 'sum([9e6144, 9e6144]) → null', 'median([0.1, 0.2]) → 0.15']:
    print(line)
row('stddev([2, 4, 7, 5])', text(NUMBER.create_decimal(WIDE.sqrt(WIDE.divide(Decimal(13), Decimal(3))))))
