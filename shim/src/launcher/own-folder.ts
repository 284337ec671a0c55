/** Where the launcher is; undefined in a bundle of ES modules. In other bundles it is a folder that holds something else. */
export const OWN_FOLDER: string | undefined = typeof __dirname === 'undefined' ? undefined : __dirname;
