// Main leaves by the method that handles its end too. With an exit code alone it would go on to work without input.
// form: used again
// hazard: hang, stdout no input
// fixed: exit 3, stdout no input, no stdout working

using System;

internal static class Program
{
    private static void Main(string[] args)
    {
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        if (args.Length == 0)
        {
            Console.WriteLine("no input");
            OnExit(null, EventArgs.Empty);
        }

        Console.WriteLine("working");
    }

    private static void OnExit(object? sender, EventArgs e) => Environment.Exit(3);
}
