import { Format } from '../Format';
import { nativeBackup } from './nativeBackup';
import { nativeRestore } from './nativeRestore';

/** The product's own files, which any script can write. */
export const nativeFormats: readonly Format[] = [nativeRestore, nativeBackup];
