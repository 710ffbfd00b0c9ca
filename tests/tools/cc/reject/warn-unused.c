static int never(void) { return 1; }
int f(int parameter)
{
    int variable;
    int set = 1;
    set = 2;
    5 + 5;
    goto out;
out:
label:
    return 0;
}
// options: -Wall -Wextra
// 7:7: warning: the value is computed and not used [-Wunused-value]
// 10:1: warning: unused label 'label' [-Wunused-label]
// 2:11: warning: unused parameter 'parameter' [-Wunused-parameter]
// 4:9: warning: unused variable 'variable' [-Wunused-variable]
// 5:9: warning: variable 'set' is set but never read [-Wunused-but-set-variable]
// 1:12: warning: unused function 'never' [-Wunused-function]
