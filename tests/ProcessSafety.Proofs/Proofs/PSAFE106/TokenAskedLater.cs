// An order is written as JSON and read back. Afterwards the order is asked for its token, and so is the copy.
// form: used again
// hazard: exit 134, stderr Unhandled exception. System.NotSupportedException
// fixed: exit 0, stdout {"Id":1}, stdout the order is cancelled: True, stdout the copy is cancelled: False

using System;
using System.Text.Json;
using System.Threading;

using CancellationTokenSource source = new();
Order order = new() { Id = 1, Token = source.Token };
string text = JsonSerializer.Serialize(order);
Console.WriteLine(text);

source.Cancel();
Console.WriteLine($"the order is cancelled: {order.Token.IsCancellationRequested}");
Order copy = JsonSerializer.Deserialize<Order>(text)!;
Console.WriteLine($"the copy is cancelled: {copy.Token.IsCancellationRequested}");

internal sealed class Order
{
    public int Id { get; set; }

    public CancellationToken Token { get; set; }
}
