using System.Diagnostics;
using System.Reflection;

namespace WorkerPool.Launching;

/// <summary>Starts this program again to run one of its own methods, which the child finds by name and calls on a new object.</summary>
internal static class ChildProcess
{
    private const string ChildSwitch = "--run-in-child";

    /// <summary>Starts a child that runs <paramref name="main"/> with its standard input and output connected to the caller.</summary>
    public static Process Start([RunsInChildProcess] Func<int> main) => Start(main.Method);

    /// <summary>
    /// Starts a child that runs <paramref name="main"/> with <paramref name="argument"/>, its standard input and
    /// output connected to the caller.
    /// </summary>
    public static Process Start([RunsInChildProcess] Func<string, int> main, string argument) => Start(main.Method, argument);

    /// <summary>Restarts the program.</summary>
    public static void Restart()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!);
        foreach (var argument in HostArguments())
        {
            start.ArgumentList.Add(argument);
        }

        Process.Start(start);
    }

    private static Process Start(MethodInfo method, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var argument in HostArguments().Concat([ChildSwitch, method.DeclaringType!.FullName!, method.Name, .. arguments]))
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    /// <summary>Runs the requested method and returns true when this process was started by <see cref="Start"/>.</summary>
    public static bool TryRun(string[] args, out int exitCode)
    {
        if (args is not [ChildSwitch, var typeName, var methodName, .. var arguments])
        {
            exitCode = 0;
            return false;
        }

        Type type = Assembly.GetExecutingAssembly().GetType(typeName, throwOnError: true)!;
        MethodInfo method = type.GetMethod(
            methodName,
            BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)!;
        exitCode = (int)method.Invoke(method.IsStatic ? null : Activator.CreateInstance(type, nonPublic: true), arguments)!;
        return true;
    }

    /// <summary>Started as `dotnet WorkerPool.dll`, a child needs the assembly as its first argument.</summary>
    private static string[] HostArguments() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? [Path.Combine(AppContext.BaseDirectory, Assembly.GetExecutingAssembly().GetName().Name + ".dll")]
            : [];
}
