// The handler does its work before it returns.

using System;
using System.Threading;

AppDomain.CurrentDomain.ProcessExit += (_, _) =>
{
    Console.WriteLine("saving");
    Thread.Sleep(200);
    Console.WriteLine("saved");
};
