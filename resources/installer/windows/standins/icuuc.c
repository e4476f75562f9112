/* Stand-in for the icuuc.dll of Windows 10, which wine 8 lacks and Qt6Core loads: no converter can be opened.
   For trying the program under wine alone; it never ships. */
const char mark[] __attribute__((used)) = MARK;
typedef int err;
#define OUT __declspec(dllexport)
OUT void *ucnv_open(const char *name, err *e) { (void)name; if (e) *e = 4; return 0; }
OUT void ucnv_close(void *c) { (void)c; }
OUT void ucnv_reset(void *c) { (void)c; }
OUT signed char ucnv_getMaxCharSize(void *c) { (void)c; return 1; }
OUT const char *ucnv_getName(void *c, err *e) { (void)c; if (e) *e = 4; return 0; }
OUT const char *ucnv_getStandardName(const char *n, const char *s, err *e) { (void)n; (void)s; if (e) *e = 4; return 0; }
OUT const char *ucnv_getAvailableName(int n) { (void)n; return 0; }
OUT int ucnv_countAvailable(void) { return 0; }
OUT void ucnv_getToUCallBack(void *c, void **a, const void **x) { (void)c; *a = 0; *x = 0; }
OUT void ucnv_getFromUCallBack(void *c, void **a, const void **x) { (void)c; *a = 0; *x = 0; }
OUT void ucnv_setToUCallBack(void *c, void *a, const void *x, void **oa, const void **ox, err *e)
{ (void)c; (void)a; (void)x; (void)oa; (void)ox; if (e) *e = 4; }
OUT void ucnv_setFromUCallBack(void *c, void *a, const void *x, void **oa, const void **ox, err *e)
{ (void)c; (void)a; (void)x; (void)oa; (void)ox; if (e) *e = 4; }
OUT void ucnv_cbToUWriteUChars(void *a, const void *s, int n, int o, err *e) { (void)a; (void)s; (void)n; (void)o; if (e) *e = 4; }
OUT void ucnv_cbFromUWriteUChars(void *a, const void **s, const void *l, int o, err *e)
{ (void)a; (void)s; (void)l; (void)o; if (e) *e = 4; }
OUT void ucnv_toUnicode(void *c, void **t, const void *tl, const char **s, const char *sl, int *o, int f, err *e)
{ (void)c; (void)t; (void)tl; (void)s; (void)sl; (void)o; (void)f; if (e) *e = 4; }
OUT void ucnv_fromUnicode(void *c, char **t, const char *tl, const void **s, const void *sl, int *o, int f, err *e)
{ (void)c; (void)t; (void)tl; (void)s; (void)sl; (void)o; (void)f; if (e) *e = 4; }
OUT int ucnv_toUCountPending(const void *c, err *e) { (void)c; if (e) *e = 4; return 0; }
OUT int ucnv_fromUCountPending(const void *c, err *e) { (void)c; if (e) *e = 4; return 0; }
OUT void UCNV_FROM_U_CALLBACK_SUBSTITUTE(void) {}
OUT void UCNV_TO_U_CALLBACK_SUBSTITUTE(void) {}
