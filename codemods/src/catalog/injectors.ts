/** A framework of dependency injection that takes a parameter's type for what is asked for, unless the parameter says otherwise. */
export interface Injector {
  /** Packages whose decorators mark what takes part in it. */
  readonly packages: RegExp;
  /** The package that exports the decorator by which a parameter says what it asks for. */
  readonly module: string;
  readonly decorator: string;
  /** What that decorator is given for a class. */
  asking(name: string): string;
}

export const injectors = {
  nest: { packages: /^@nestjs\//, module: '@nestjs/common', decorator: 'Inject', asking: (name) => name },
  angular: { packages: /^@angular\/core$/, module: '@angular/core', decorator: 'Inject', asking: (name) => name },
  inversify: { packages: /^inversify$/, module: 'inversify', decorator: 'inject', asking: (name) => name },
  tsyringe: { packages: /^tsyringe$/, module: 'tsyringe', decorator: 'inject', asking: (name) => name },
  typedi: { packages: /^typedi$/, module: 'typedi', decorator: 'Inject', asking: (name) => `() => ${name}` },
} as const satisfies Record<string, Injector>;

export type InjectorName = keyof typeof injectors;

export const injectorNames = Object.keys(injectors) as InjectorName[]; // the keys of a constant

/** The framework that a package belongs to. */
export function injectorOf(specifier: string): InjectorName | undefined {
  return injectorNames.find((name) => injectors[name].packages.test(specifier));
}
