// The default context's Unloading is raised at the same time as ProcessExit, and the same holds for it.
// form: plain
// hazard: hang, stdout Main returns
// fixed: exit 5, stdout Main returns

using System;
using System.Runtime.Loader;

AssemblyLoadContext.Default.Unloading += OnUnloading;
Console.WriteLine("Main returns");

static void OnUnloading(AssemblyLoadContext context) => Environment.Exit(5);
