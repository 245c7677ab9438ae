/** What a dragged value carries beside its text: the bare path. */
export const PATH_TYPE = 'application/x-blockloom-path'
