import type { ProjectFacts } from '../../facts/types';

/** Works out once for a project what each of its files asks: else the files would be gone through as often as there are files. */
export function oncePerProject<Value>(make: (project: ProjectFacts) => Value): (project: ProjectFacts) => Value {
  const known = new WeakMap<ProjectFacts, { readonly value: Value }>();
  return (project) => {
    const made = known.get(project) ?? { value: make(project) };
    known.set(project, made);
    return made.value;
  };
}
