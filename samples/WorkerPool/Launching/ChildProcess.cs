using System.Diagnostics;
using System.Reflection;

namespace WorkerPool.Launching;

/// <summary>Starts this program again to run one of its own static methods.</summary>
internal static class ChildProcess
{
    private const string ChildSwitch = "--run-in-child";

    /// <summary>Starts a child that runs <paramref name="main"/> with its standard input and output connected to the caller.</summary>
    /// <exception cref="ArgumentException"><paramref name="main"/> is not a static method that a child can find by name.</exception>
    public static Process Start([RunsInChildProcess] Func<int> main)
    {
        MethodInfo method = main.Method;
        if (!method.IsStatic || method.DeclaringType?.FullName is not { } type)
            throw new ArgumentException("A child process can only run a static method.", nameof(main));

        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var argument in HostArguments().Concat([ChildSwitch, type, method.Name]))
            start.ArgumentList.Add(argument);

        return Process.Start(start)!;
    }

    /// <summary>Runs the requested method and returns true when this process was started by <see cref="Start"/>.</summary>
    public static bool TryRun(string[] args, out int exitCode)
    {
        if (args is not [ChildSwitch, var type, var name])
        {
            exitCode = 0;
            return false;
        }

        MethodInfo method = Assembly.GetExecutingAssembly().GetType(type, throwOnError: true)!
            .GetMethod(name, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!;
        exitCode = method.CreateDelegate<Func<int>>()();
        return true;
    }

    /// <summary>Started as `dotnet WorkerPool.dll`, a child needs the assembly as its first argument.</summary>
    private static string[] HostArguments() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? [Path.Combine(AppContext.BaseDirectory, Assembly.GetExecutingAssembly().GetName().Name + ".dll")]
            : [];
}
