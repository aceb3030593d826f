using ProcessSafety.Scan.Commands;
using ProcessSafety.Scan.Terminal;

return await CommandLine.RunAsync(args, Consoles.OfThisProcess()).ConfigureAwait(false);
