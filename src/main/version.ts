/** The version of package.json, written here once more because the packaged program has no package.json to read. */
export const VERSION = '0.1.0'
