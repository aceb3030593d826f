// What is sent is a type of its own, and the token stays beside it.

using System;
using System.Text.Json;
using System.Threading;

using CancellationTokenSource source = new();
Job job = new(new Order { Id = 1 }, source.Token);
Console.WriteLine(JsonSerializer.Serialize(job.Order));

internal sealed record Job(Order Order, CancellationToken Token);

internal sealed class Order
{
    public int Id { get; set; }
}
