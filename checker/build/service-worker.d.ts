declare const FILES: Readonly<Record<string, string>>;
