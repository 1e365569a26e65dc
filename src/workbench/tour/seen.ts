/** How this browser keeps that the hints are dismissed: the poster and the workbench read the same. */
export const TOUR = 'tour';
export const DISMISSED = 'dismissed';
