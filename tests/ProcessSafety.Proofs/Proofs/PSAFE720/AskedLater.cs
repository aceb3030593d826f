// The texts and the exit code of a child are used twice, in a lambda too, after the process is disposed of. RunAndCaptureText keeps them.
// form: used again
// hazard: exit 0, stdout code 3 and 3, stdout 'done' and 'done', stdout 200000 errors
// fixed: exit 0, stdout code 3 and 3, stdout 'done' and 'done', stdout 200000 errors
using System;
using System.Diagnostics;
using System.Threading.Tasks;

internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is ["child"])
        {
            Console.Error.Write(new string('e', 200_000));
            Console.Out.Write("done");
            return 3;
        }

        using Process child = new()
        {
            StartInfo = new(Environment.ProcessPath!, new[] { Environment.GetCommandLineArgs()[0], "child" })
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        child.Start();
        Task<string> error = child.StandardError.ReadToEndAsync();
        string output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        Func<int> code = () => child.ExitCode;
        Console.WriteLine($"code {child.ExitCode} and {code()}");
        Console.WriteLine($"'{output}' and '{output}'");
        Console.WriteLine($"{error.Result.Length} errors");
        return 0;
    }
}
