export function privateNames(folder: string): RegExp;
