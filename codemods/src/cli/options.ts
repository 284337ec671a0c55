import { parseArgs } from 'node:util';
import { nearest } from '../catalog/nearest';
import { UserError } from './io';

/** One option of a command; the help is made of the same table. */
export interface OptionSpec {
  readonly help: string;
  /** The name of its value in the help; without it the option is a switch. */
  readonly value?: string;
  readonly choices?: readonly string[];
  readonly default?: string;
  readonly multiple?: boolean;
  readonly short?: string;
}

export type OptionTable = Readonly<Record<string, OptionSpec>>;

/** What the user wrote for a command. */
export interface Arguments {
  readonly positionals: readonly string[];
  has(name: string): boolean;
  /** The value of an option, or its default. */
  text(name: string): string | undefined;
  list(name: string): readonly string[];
}

/** Options that every command has. */
const COMMON: OptionTable = {
  help: { help: 'show this help', short: 'h' },
};

/** Reads a command line; says what is wrong with it and what may have been meant. */
export function readArguments(command: string, table: OptionTable, argv: readonly string[]): Arguments {
  const all = { ...table, ...COMMON };
  const { tokens, positionals } = parseArgs({
    args: [...argv],
    options: optionsOf(all),
    strict: false,
    tokens: true,
    allowPositionals: true,
  });
  const values = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const spec = Object.hasOwn(all, token.name) ? all[token.name] : undefined;
    if (spec === undefined) throw unknownOption(command, token.rawName, all);
    values.set(token.name, [...(values.get(token.name) ?? []), ...valuesOf(command, token.rawName, spec, token.value)]);
  }
  return {
    positionals,
    has: (name) => values.has(name),
    text: (name) => values.get(name)?.at(-1) ?? all[name]?.default,
    list: (name) => values.get(name) ?? [],
  };
}

function optionsOf(table: OptionTable) {
  return Object.fromEntries(
    Object.entries(table).map(([name, { value, short }]) => {
      const type = value === undefined ? ('boolean' as const) : ('string' as const);
      return [name, short === undefined ? { type } : { type, short }];
    }),
  );
}

function valuesOf(command: string, raw: string, spec: OptionSpec, value: string | undefined): readonly string[] {
  if (spec.value === undefined) {
    if (value !== undefined)
      throw new UserError(`${raw} takes no value, but was given "${value}"`, `see ot2otel ${command} --help`);
    return [''];
  }
  if (value === undefined || value === '')
    throw new UserError(`${raw} needs a value: ${raw} <${spec.value}>`, `see ot2otel ${command} --help`);
  const values = spec.multiple ? value.split(',').filter(Boolean) : [value];
  if (values.length === 0)
    throw new UserError(
      `${raw} cannot be "${value}"`,
      `name at least one ${spec.value}; see ot2otel ${command} --help`,
    );
  const unknown = values.find((one) => spec.choices && !spec.choices.includes(one));
  if (unknown !== undefined)
    throw new UserError(`${raw} cannot be "${unknown}"`, `use one of ${(spec.choices ?? []).join(', ')}`);
  return values;
}

function unknownOption(command: string, raw: string, table: OptionTable): UserError {
  const meant = nearest(raw.replace(/^-+/, ''), Object.keys(table));
  return new UserError(
    `ot2otel ${command} has no option ${raw}`,
    meant ? `did you mean --${meant}?` : `see ot2otel ${command} --help`,
  );
}

/** The lines of help for a table of options. */
export function helpOf(table: OptionTable): string {
  const rows = Object.entries({ ...table, ...COMMON }).map(
    ([name, spec]) => [headOf(name, spec), tailOf(spec)] as const,
  );
  const width = Math.max(...rows.map(([head]) => head.length));
  return rows.map(([head, tail]) => `  ${head.padEnd(width)}  ${tail}`).join('\n');
}

function headOf(name: string, { value, choices, short }: OptionSpec): string {
  const argument = value === undefined ? '' : ` <${choices && choices.length <= 3 ? choices.join('|') : value}>`;
  return `${short ? `-${short}, ` : ''}--${name}${argument}`;
}

function tailOf({ help, default: preset }: OptionSpec): string {
  return preset === undefined ? help : `${help} (${preset} unless said)`;
}
