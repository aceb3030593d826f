// A required token is written as JSON. The attribute that leaves a member out would have every use of the type throw.
// form: plain
// hazard: exit 134, stderr Unhandled exception. System.NotSupportedException
// fixed: exit 0, stdout {"Id":1}

using System;
using System.Text.Json;
using System.Threading;

using CancellationTokenSource source = new();
Order order = new() { Id = 1, Token = source.Token };
Console.WriteLine(JsonSerializer.Serialize(order));

internal sealed class Order
{
    public int Id { get; set; }

    public required CancellationToken Token { get; set; }
}
