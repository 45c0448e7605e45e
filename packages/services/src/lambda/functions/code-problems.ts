/** Why code of a function is refused. */
import { base64Decode } from '@stepthrough/json';
import type { Refusal } from '../../contract/outcome.ts';
import { invalid } from '../model/problems.ts';

interface Code {
  readonly ZipFile?: string;
  readonly S3Bucket?: string;
  readonly S3Key?: string;
  readonly S3ObjectVersion?: string;
  readonly ImageUri?: string;
}

const noImage = {
  CreateFunction: 'ImageUri is required.',
  UpdateFunctionCode: 'Please provide ImageUri when updating a function with packageType Image.',
};
const imageOfArchive = {
  CreateFunction: 'Please provide a source for function code.',
  UpdateFunctionCode:
    'Please do not provide ImageUri when updating a function with packageType Zip.',
};

/** Images come from a private repository of ECR. */
const imagePattern = /^[^/]+\.dkr[.-]ecr(-fips)?\.[^/]+\/.+$/;

/** Why code is refused; `undefined` when it is not. */
export function codeProblem(
  operation: keyof typeof noImage,
  code: Code,
  isZip: boolean,
): Refusal | undefined {
  return isZip ? packageProblem(operation, code) : imageProblem(operation, code);
}

function imageProblem(
  operation: keyof typeof noImage,
  { ImageUri: image }: Code,
): Refusal | undefined {
  if (image === undefined) return invalid(noImage[operation]);
  return imagePattern.test(image)
    ? undefined
    : invalid(`Source image ${image} is not valid. Provide a valid source image.`);
}

function packageProblem(operation: keyof typeof noImage, code: Code): Refusal | undefined {
  const { ZipFile, S3Bucket, S3Key, S3ObjectVersion, ImageUri } = code;
  if (ZipFile !== undefined && (S3Bucket ?? S3Key ?? S3ObjectVersion) !== undefined) {
    return invalid('Please do not provide other FunctionCode parameters when providing a ZipFile.');
  }
  if (ImageUri !== undefined) return invalid(imageOfArchive[operation]);
  if (ZipFile !== undefined) return archiveProblem(ZipFile);
  if (S3Bucket !== undefined && S3Key !== undefined) return undefined;
  return invalid(
    S3Bucket === undefined && S3Key === undefined
      ? 'Please provide a source for function code.'
      : 'S3 Bucket and Key are required for uploading with S3 parameters.',
  );
}

/** An archive begins with the mark of its first entry. */
function archiveProblem(archive: string): Refusal | undefined {
  const bytes = base64Decode(archive);
  if (bytes?.length === 0) return invalid('Uploaded file must be a non-empty zip');
  const [first, second] = bytes ?? [];
  return first === 0x50 && second === 0x4b
    ? undefined
    : invalid('Could not unzip uploaded file. Please check your file, then try to upload again.');
}
