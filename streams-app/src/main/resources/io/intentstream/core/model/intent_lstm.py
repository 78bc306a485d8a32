# The intent network, in the dialect of Python that TorchScript archives keep their code in.
#
# Two ways through the same weights:
#   forward  a whole session at once; used for training and evaluation
#   step     one event for a batch of users, in buffers that the caller owns; used by the engine
#
# B = batch, T = events, K = categorical features, D = numeric features, E = embedding width, H = hidden size, M = readout units, A and N = values
# put out beside the log-odds while training, 0 otherwise; V = indices of the category, 0 without it.
class IntentLstm(Module):
  __parameters__ = ["embedding", "weight_ih", "weight_hh", "bias_ih", "bias_hh", "head_weight", "head_bias", "readout_weight", "readout_bias", "readout_out", "auxiliary_weight", "auxiliary_bias", "next_weight", "next_bias", "linear_numeric", "linear_categorical", ]
  __buffers__ = []
  embedding : Tensor      # [sum of the K vocabulary sizes, E]: one feature's rows after the other's
  weight_ih : Tensor      # [4H, K * E + D], gates in PyTorch's order: input, forget, cell, output
  weight_hh : Tensor      # [4H, H]
  bias_ih : Tensor        # [4H]
  bias_hh : Tensor        # [4H]
  head_weight : Tensor    # [1, H]
  head_bias : Tensor      # [1]
  readout_weight : Tensor # [M, K * E + D + H]: units that see the event and h together, rectified
  readout_bias : Tensor   # [M]
  readout_out : Tensor    # [1, M]
  auxiliary_weight : Tensor    # [A, H + M]: what is learnt beside, from h and the readout
  auxiliary_bias : Tensor      # [A]
  next_weight : Tensor         # [N, H]: which value of a categorical feature comes next, or none, from h alone
  next_bias : Tensor           # [N]
  category_weight : Tensor     # [V, H]: what was learnt as next_weight, of the category; scores nothing here
  category_bias : Tensor       # [V]
  linear_numeric : Tensor      # [1, D]: the linear part reads the event alone; training starts from a logistic regression
  linear_categorical : Tensor  # [as embedding, 1]
  training : bool
  dropout : float         # part of inputs, h and readout that training drops; nothing is dropped otherwise
  offsets : List[int]     # [K]: where each feature's rows begin in embedding
  # The same weights as step wants them, gates in the order input, forget, output, cell:
  step_table : Tensor     # [sum of sizes, 4H + 1 + M]: what each categorical value adds to gates, log-odds and readout; the
                          # biases are in the first feature's rows
  step_weight : Tensor    # [D + H, 4H]: the numeric part of weight_ih over weight_hh, transposed
  step_head : Tensor      # [D + H, 1 + M]: linear_numeric over head_weight, then what the readout reads of the same
  step_readout : Tensor   # [M, 1]: readout_out

  # idx int64 [B, T, K], each 0 to size - 1; x float32 [B, T, D], normalised. Gives log-odds, float32 [B, T], or
  # [B, T, 1 + A + N] while training.
  def forward(self: __torch__.IntentLstm, idx: Tensor, x: Tensor) -> Tensor:
    rows = torch.add(idx, torch.tensor(self.offsets, dtype=4, device=ops.prim.device(idx)))
    embedded = torch.flatten(torch.embedding(self.embedding, rows), 2)
    inputs = torch.dropout(torch.cat([embedded, x], 2), self.dropout, self.training)
    start = torch.new_zeros(x, [1, torch.size(x, 0), torch.size(self.weight_hh, 1)])
    weights = [self.weight_ih, self.weight_hh, self.bias_ih, self.bias_hh]
    hidden, last_h, last_c = torch.lstm(inputs, [start, start], weights, True, 1, 0., self.training, False, True)
    kept = torch.dropout(hidden, self.dropout, self.training)
    readout = torch.relu(torch.linear(torch.cat([inputs, kept], 2), self.readout_weight, self.readout_bias))
    units = torch.dropout(readout, self.dropout, self.training)
    bent = torch.linear(units, self.readout_out)
    linear = torch.add(torch.linear(x, self.linear_numeric), torch.sum(torch.embedding(self.linear_categorical, rows), [2]))
    score = torch.add(torch.add(torch.linear(kept, self.head_weight, self.head_bias), linear), bent)
    auxiliary = torch.linear(torch.cat([kept, units], 2), self.auxiliary_weight, self.auxiliary_bias)
    following = torch.linear(kept, self.next_weight, self.next_bias)
    return torch.squeeze(torch.cat([score, auxiliary, following], 2), 2)

  # Weight and bias of the softmax over the category that comes next, given h. Its share is computed outside, when asked for.
  def next_category(self: __torch__.IntentLstm) -> List[Tensor]:
    return [self.category_weight, self.category_bias]

  # What each value of each categorical feature brings to step, float32 [sum of sizes, W]: the caller adds up an event's rows.
  def table(self: __torch__.IntentLstm) -> Tensor:
    return self.step_table

  # What step works in, made once for a batch size: buffers that the caller owns, memory of its own, and views of both.
  # sums float32 [B, W]: of an event's rows of table, one of each feature. xh float32 [B, D + H] holds numeric features | h,
  # and e float32 [B, H] holds -2c. out float32 [B, 1] receives the log-odds.
  def prepare(self: __torch__.IntentLstm, sums: Tensor, xh: Tensor, e: Tensor, out: Tensor) -> List[Tensor]:
    hidden = torch.size(e, 1)
    h = torch.narrow(xh, 1, torch.size(xh, 1) - hidden, hidden)
    gates = torch.narrow(sums, 1, 0, 4 * hidden)
    input_gate, forget_gate, output_gate, cell_gate = torch.chunk(gates, 4, 1)
    squashed = torch.new_empty(e, [torch.size(e, 0), hidden])
    read = torch.narrow(sums, 1, 4 * hidden, torch.size(sums, 1) - 4 * hidden)
    score = torch.narrow(read, 1, 0, 1)
    units = torch.narrow(read, 1, 1, torch.size(read, 1) - 1)
    return [xh, h, e, out, gates, input_gate, forget_gate, output_gate, cell_gate, squashed, read, score, units]

  # One event for each user of a batch: h and e are replaced by those after it.
  #
  # Batches are small, so each operator counts. Only sigmoids: tanh(v) = 2 sigmoid(2v) - 1, so the cell gate's weights are
  # doubled in advance, one sigmoid covers all four gates, and keeping -2c in place of c spares a multiplication.
  def step(self: __torch__.IntentLstm, prepared: List[Tensor]) -> int:
    xh, h, e, out, gates, input_gate, forget_gate, output_gate, cell_gate, squashed, read, score, units = prepared
    gates.addmm_(xh, self.step_weight).sigmoid_()
    input_gate.addcmul_(input_gate, cell_gate, value=-2.0)     # now -input * tanh(cell)
    e.mul_(forget_gate).add_(input_gate, alpha=2.0)
    torch.sigmoid(e, out=squashed)                             # tanh(c) = 1 - 2 squashed
    torch.addcmul(output_gate, output_gate, squashed, value=-2.0, out=h)
    read.addmm_(xh, self.step_head)
    units.relu_()
    torch.addmm(score, units, self.step_readout, out=out)
    return 0
