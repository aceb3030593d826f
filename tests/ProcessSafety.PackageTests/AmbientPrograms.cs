namespace ProcessSafety.PackageTests;

internal static class AmbientPrograms
{
    /// <summary>Starts itself with settings in five forms. Each child prints what it finds.</summary>
    public const string FiveLaunches = """
        using System;
        using System.Diagnostics;

        internal static class Program
        {
            private static void Main(string[] args)
            {
                if (args is ["child", ..])
                {
                    Console.WriteLine(
                        $"{args[1]}: '{Environment.GetEnvironmentVariable("SAMPLE_MODE")}' "
                            + $"'{Environment.GetEnvironmentVariable("SAMPLE_LEVEL")}'");
                    return;
                }

                Launches.Restored("once");
                Launches.Strings("fast");
                Launches.Removed();
                Launches.KnownStartInfo("slow");
                Launches.ProcessObject("late");
            }
        }

        internal static class Launches
        {
            public static void Strings(string mode)
            {
                Environment.SetEnvironmentVariable("SAMPLE_MODE", mode);
                Environment.SetEnvironmentVariable("SAMPLE_LEVEL", "1");
                using var child = Process.Start(Environment.ProcessPath!, "child 1");
                child.WaitForExit();
                Environment.SetEnvironmentVariable("SAMPLE_LEVEL", null);
            }

            public static void KnownStartInfo(string mode)
            {
                var start = new ProcessStartInfo(Environment.ProcessPath!, "child 2");
                Environment.SetEnvironmentVariable("SAMPLE_MODE", mode);
                using Process child = Process.Start(start)!;
                child.WaitForExit();
            }

            public static void ProcessObject(string mode)
            {
                using var child = new Process { StartInfo = { FileName = Environment.ProcessPath, Arguments = "child 3" } };
                Environment.SetEnvironmentVariable("SAMPLE_MODE", mode);
                child.Start();
                child.WaitForExit();
            }

            public static void Restored(string mode)
            {
                string? before = Environment.GetEnvironmentVariable("SAMPLE_MODE");
                Environment.SetEnvironmentVariable("SAMPLE_MODE", mode);
                try
                {
                    Process.Start(new ProcessStartInfo(Environment.ProcessPath!, "child 4"))!.WaitForExit();
                }
                finally
                {
                    Environment.SetEnvironmentVariable("SAMPLE_MODE", before);
                }
            }

            public static void Removed()
            {
                Environment.SetEnvironmentVariable("SAMPLE_MODE", null);
                Process.Start(Environment.ProcessPath!, "child 5").WaitForExit();
            }
        }
        """;
}
