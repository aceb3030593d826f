// The handler that starts the workers does what Main did before the parser.
using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Diagnostics;
using System.IO;

internal static class Program
{
    private static readonly string Done = Path.Combine(AppContext.BaseDirectory, "done.txt");
    private static readonly string StartUps = Path.Combine(AppContext.BaseDirectory, "start-ups.txt");

    private static int Main(string[] args)
    {
        Command worker = new("worker");
        worker.SetAction(() => Console.WriteLine("working"));
        RootCommand root = new();
        root.Subcommands.Add(worker);
        root.SetAction(Supervise);
        return root.Parse(args).Invoke();
    }

    private static void Supervise()
    {
        File.Delete(Done);
        File.AppendAllText(StartUps, "start\n");
        File.AppendAllText(Done, "parent\n");
        for (int i = 1; i <= 2; i++)
        {
            using (Process worker = Process.Start(new ProcessStartInfo(Environment.ProcessPath!)
                {
                    ArgumentList = { Environment.GetCommandLineArgs()[0], "worker" },
                })!)
                worker.WaitForExit();

            File.AppendAllText(Done, $"worker {i}\n");
        }

        Console.WriteLine($"start-ups: {File.ReadAllLines(StartUps).Length}");
        Console.WriteLine($"done: {File.ReadAllLines(Done).Length}");
    }
}

namespace System.CommandLine
{
    /// <summary>As much of the library as the program needs.</summary>
    public class Command
    {
        public Command(string name) => Name = name;

        public string Name { get; }

        public List<Command> Subcommands { get; } = new();

        internal Action Action { get; private set; } = () => { };

        public void SetAction(Action action) => Action = action;
    }

    public sealed class RootCommand : Command
    {
        public RootCommand() : base("root") { }

        public ParseResult Parse(IReadOnlyList<string> args) =>
            new(Subcommands.Find(command => args.Count > 0 && command.Name == args[0]) ?? this);
    }

    public sealed class ParseResult
    {
        private readonly Command _command;

        public ParseResult(Command command) => _command = command;

        public int Invoke()
        {
            _command.Action();
            return 0;
        }
    }
}
