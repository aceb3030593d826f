// An order with a cancellation token is written as JSON: the serialiser finds a handle in the token, and throws.
// form: plain
// hazard: exit 134, stderr Unhandled exception. System.NotSupportedException, stderr $.Token.WaitHandle.Handle
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

    public CancellationToken Token { get; set; }
}
