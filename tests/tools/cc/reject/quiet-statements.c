int loop(int n, const int *p)
{
    int sum = 0;
    for (int i = 0; i < n; i++) {
        if (p[i] < 0)
            continue;
        switch (p[i]) {
        case 0:
            break;
        case 1:
        case 2:
            sum++;
            break;
        default:
            sum += p[i];
        }
    }
    while (sum > 100)
        sum -= 100;
    do
        sum++;
    while (sum % 2 != 0);
    if (sum == 2)
        goto out;
    sum = sum ? sum : n;
out:
    return sum;
}
// options: -Wall -Wextra -Werror -pedantic
