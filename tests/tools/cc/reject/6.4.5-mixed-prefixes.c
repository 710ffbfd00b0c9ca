int *s = L"a" u"b";
// 1:15: error: adjacent strings have different prefixes
