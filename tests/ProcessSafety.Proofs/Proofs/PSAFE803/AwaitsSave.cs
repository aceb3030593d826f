// A ProcessExit handler awaits, and the process ends without the rest of it.
// form: plain
// hazard: exit 0, stdout saving, no stdout saved
// fixed: exit 0, stdout saving, stdout saved

using System;
using System.Threading.Tasks;

AppDomain.CurrentDomain.ProcessExit += async (_, _) =>
{
    Console.WriteLine("saving");
    await Task.Delay(200);
    Console.WriteLine("saved");
};
