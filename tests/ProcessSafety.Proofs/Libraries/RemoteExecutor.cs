using System;
using System.Diagnostics;
using System.Reflection;
using System.Threading.Tasks;

namespace Microsoft.DotNet.RemoteExecutor;

/// <summary>
/// A launcher that does what the library of this name does: it starts the program again, and the child finds the delegate's
/// method by its name and calls it on a new object. Nothing else crosses.
/// </summary>
public static class RemoteExecutor
{
    private const string ChildSwitch = "--remote-executor";

    /// <summary>Set in children, so that a program which starts children everywhere comes to an end.</summary>
    private const string DepthVariable = "REMOTE_EXECUTOR_DEPTH";

    public static RemoteInvokeHandle Invoke(Action method) => Start(method.Method);

    public static RemoteInvokeHandle Invoke(Action<string> method, string arg) => Start(method.Method, arg);

    public static RemoteInvokeHandle Invoke(Action<string, string> method, string arg1, string arg2) => Start(method.Method, arg1, arg2);

    public static RemoteInvokeHandle Invoke(Action<string, string, string> method, string arg1, string arg2, string arg3) =>
        Start(method.Method, arg1, arg2, arg3);

    public static RemoteInvokeHandle Invoke(Func<Task> method) => Start(method.Method);

    /// <summary>In a child, runs what it was started for and returns its exit code; null in any other process.</summary>
    public static int? RunChild(string[] args)
    {
        if (args is not [ChildSwitch, var type, var name, var token, .. var rest])
            return null;

        Type declaring = Assembly.GetExecutingAssembly().GetType(type, throwOnError: true)!;
        MethodInfo method = (MethodInfo)declaring.Module.ResolveMethod(int.Parse(token))!;
        Debug.Assert(method.Name == name);
        object? target = method.IsStatic ? null : Activator.CreateInstance(declaring, nonPublic: true);
        if (method.Invoke(target, rest) is Task task)
            task.GetAwaiter().GetResult();

        return 0;
    }

    private static RemoteInvokeHandle Start(MethodInfo method, params string[] args)
    {
        if (Environment.GetEnvironmentVariable(DepthVariable) is not null)
            throw new InvalidOperationException("A child starts no children.");

        ProcessStartInfo start = new(Environment.ProcessPath!) { Environment = { [DepthVariable] = "1" } };
        foreach (string argument in (string[])[
            Environment.GetCommandLineArgs()[0],
            ChildSwitch,
            method.DeclaringType!.FullName!,
            method.Name,
            method.MetadataToken.ToString(),
            .. args,
        ])
            start.ArgumentList.Add(argument);

        return new RemoteInvokeHandle(Process.Start(start)!);
    }
}

/// <summary>A running child. Disposing waits for its end.</summary>
public sealed class RemoteInvokeHandle(Process process) : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    public Process Process => process;

    /// <exception cref="TimeoutException">The child does not come to an end, and has been killed.</exception>
    public void Dispose()
    {
        if (!process.WaitForExit(s_limit))
        {
            process.Kill();
            throw new TimeoutException("The child did not come to an end.");
        }

        process.Dispose();
    }
}
