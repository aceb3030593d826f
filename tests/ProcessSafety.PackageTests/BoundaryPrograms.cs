namespace ProcessSafety.PackageTests;

/// <summary>Programs that run delegates in children of their own.</summary>
internal static class BoundaryPrograms
{
    /// <summary>A pool with a method that an API file names, a lock that its workers do not share, and a captured name.</summary>
    public const string OwnPool = """
        using System;

        MyPool.RunInWorker(() => Console.WriteLine(args[0]));
        MyPool.RunInWorker(Report.Write);
        Report.Write();

        public static class MyPool
        {
            public static void RunInWorker(Action job) => job();
        }

        public static class Report
        {
            private static readonly object s_gate = new();

            public static void Write()
            {
                lock (s_gate)
                    Console.WriteLine("report");
            }
        }
        """;

    /// <summary>
    /// `Child.Run` starts the program again; the child finds the delegate's method by its name, calls it on a new object
    /// with the strings that are passed, and ends.
    /// </summary>
    public const string Launcher = """
        using System;
        using System.Diagnostics;
        using System.Reflection;

        [AttributeUsage(AttributeTargets.Parameter)]
        internal sealed class RunsInChildProcessAttribute : Attribute;

        internal static class Child
        {
            public static void Run([RunsInChildProcess] Action job) => Start(job.Method);

            public static void Run([RunsInChildProcess] Action<string> job, string argument) => Start(job.Method, argument);

            public static void Run([RunsInChildProcess] Action<string, string> job, string first, string second) =>
                Start(job.Method, first, second);

            public static void Run([RunsInChildProcess] Action<string[]> job, string[] arguments) => Start(job.Method, arguments);

            public static bool IsChild(string[] args)
            {
                if (args is not ["--child", var type, var name, .. var arguments])
                    return false;

                Type declaring = Assembly.GetExecutingAssembly().GetType(type)!;
                MethodInfo method = declaring.GetMethod(
                    name,
                    BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)!;
                object? target = method.IsStatic ? null : Activator.CreateInstance(declaring, nonPublic: true);
                bool takesArray = method.GetParameters() is [{ ParameterType.IsArray: true }];
                method.Invoke(target, takesArray ? [arguments] : arguments);
                return true;
            }

            private static void Start(MethodInfo method, params string[] arguments)
            {
                if (Environment.GetEnvironmentVariable("CHILD_DEPTH") is not null)
                    throw new InvalidOperationException("A child starts no children.");

                ProcessStartInfo start = new(Environment.ProcessPath!) { Environment = { ["CHILD_DEPTH"] = "1" } };
                foreach (string argument in (string[])["--child", method.DeclaringType!.FullName!, method.Name, .. arguments])
                    start.ArgumentList.Add(argument);

                using Process child = Process.Start(start)!;
                if (!child.WaitForExit(TimeSpan.FromSeconds(20)))
                    child.Kill();
            }
        }
        """;

    /// <summary>Ten ways to capture a string; every child is to print a value of the parent's.</summary>
    public const string TenCaptures = """
        using System;
        using System.Linq;

        if (Child.IsChild(args))
            return;

        new Captures("field", "property").Run("parameter");

        internal sealed class Captures(string field, string property)
        {
            private readonly string _field = field;

            public string Property { get; } = property;

            public void Run(string parameter)
            {
                string local = "local", second = "second";
                string? checkedForNull = Environment.MachineName is null ? null : "checked";

                Child.Run(() => Console.WriteLine("1 " + local));
                Child.Run(() => Console.WriteLine("2 " + parameter));
                Child.Run(() => Console.WriteLine("3 " + _field));
                Child.Run(() => Console.WriteLine("4 " + this.Property));
                Child.Run(() => Console.WriteLine($"5 {local} {second}"));
                Child.Run(() =>
                {
                    // Prints twice.
                    Console.WriteLine("6 " + local);
                    Console.WriteLine("6 " + local.Length);
                });
                Child.Run(text => Console.WriteLine("7 " + text + " " + local), "given");
                Child.Run(() => Console.WriteLine("8 " + string.Concat(Enumerable.Range(1, 2).Select(_ => local))));
                Child.Run(() => Console.WriteLine("9 " + local + second + parameter));
                if (checkedForNull is not null)
                    Child.Run(() => Console.WriteLine("10 " + checkedForNull));
            }
        }
        """;
}
