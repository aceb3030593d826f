// A ProcessExit handler awaits what it saves. The next handler reads it.
// form: used again
// hazard: exit 0, stdout saved: nothing
// fixed: exit 0, stdout saved: all of it

using System;
using System.Threading.Tasks;

internal static class Program
{
    private static string s_saved = "nothing";

    private static void Main()
    {
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Console.WriteLine($"saved: {s_saved}");
    }

    private static async void OnExit(object? sender, EventArgs e)
    {
        string state = "all of it";
        await Task.Delay(100);
        await SaveAsync(state);
    }

    private static async Task SaveAsync(string state)
    {
        await Task.Yield();
        s_saved = state;
    }
}
